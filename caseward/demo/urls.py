"""The demonstration's own address."""

from django.urls import path

from . import views

app_name = "demo"
urlpatterns = [
    path("inspections/<int:inspection_id>/assess-the-rest/", views.assess_the_rest, name="assess_the_rest"),
]
