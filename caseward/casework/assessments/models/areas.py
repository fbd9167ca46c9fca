"""The areas of life that assessment, self-assessment and plan share."""

from django.db import models


class Area(models.TextChoices):
    """Where needs and strengths lie."""

    ACCOMMODATION = "accommodation", "Somewhere to live"
    EMPLOYMENT = "employment", "Work, training and education"
    FINANCE = "finance", "Money"
    RELATIONSHIPS = "relationships", "Family and relationships"
    LIFESTYLE = "lifestyle", "Friends and way of life"
    DRUGS = "drugs", "Drugs"
    ALCOHOL = "alcohol", "Alcohol"
    HEALTH = "health", "Health and wellbeing"
    THINKING = "thinking", "Thinking and behaviour"
    ATTITUDES = "attitudes", "Attitudes"
