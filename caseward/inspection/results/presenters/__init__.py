"""Results as pages and files show them: figures, what stands beside them, and groups of cases."""

from .figures import Figure, Published, as_data, preview, published, question_chart, withhold

__all__ = ["Figure", "Published", "as_data", "preview", "published", "question_chart", "withhold"]
