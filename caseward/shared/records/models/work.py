"""Progress of long work."""

from django.conf import settings
from django.db import models, transaction

from .rows import CreatedOnce


class Work(CreatedOnce):
    """Progress of long work, so that the page that started it can show how far it is."""

    class State(models.TextChoices):
        """Where the work is."""

        WAITING = "waiting", "Waiting to start"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Stopped by a fault"

    title = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.CharField(max_length=300, blank=True)
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.title

    @property
    def per_cent(self) -> int:
        """How far the work is, as a whole per cent rounded down."""
        return 100 * self.done // self.total if self.total else 0

    def advance(self, *, done: int, total: int) -> None:
        """Record how far the work is, whatever transaction surrounds it."""
        self.done, self.total, self.state = done, total, self.State.RUNNING
        type(self).objects.filter(pk=self.pk).update(done=done, total=total, state=self.state)

    def finish(self, *, message: str = "", failed: bool = False) -> None:
        """Close the work, well or badly."""
        self.state = self.State.FAILED if failed else self.State.DONE
        self.message = message
        with transaction.atomic():
            self.save(update_fields=["state", "message"])
