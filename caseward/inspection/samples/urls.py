"""Addresses of samples, all below one inspection."""

from django.urls import path

from . import views

app_name = "samples"
urlpatterns = [
    path("<int:inspection_id>/samples/", views.index, name="index"),
    path("<int:inspection_id>/samples/open-assessment/", views.open_assessment, name="open_assessment"),
    path("<int:inspection_id>/samples/lists/<int:list_id>/", views.case_list, name="case_list"),
    path("<int:inspection_id>/samples/lists/<int:list_id>/faults.csv", views.faults, name="faults"),
    path("<int:inspection_id>/samples/lists/<int:list_id>/accept/", views.accept, name="accept"),
    path("<int:inspection_id>/samples/cases/<int:case_id>/", views.case, name="case"),
    path("<int:inspection_id>/samples/cases/<int:case_id>/replace/", views.replace, name="replace"),
    path("<int:inspection_id>/samples/<slug:sample_code>/", views.sample, name="sample"),
    path(
        "<int:inspection_id>/samples/<slug:sample_code>/template.csv", views.template_csv, name="template_csv"
    ),
    path(
        "<int:inspection_id>/samples/<slug:sample_code>/template.xlsx",
        views.template_xlsx,
        name="template_xlsx",
    ),
    path("<int:inspection_id>/samples/<slug:sample_code>/upload/", views.upload, name="upload"),
    path("<int:inspection_id>/samples/<slug:sample_code>/draw/", views.draw, name="draw"),
    path(
        "<int:inspection_id>/samples/<slug:sample_code>/draws/<int:number>/", views.earlier_draw, name="drawn"
    ),
    path("<int:inspection_id>/samples/<slug:sample_code>/share-out/", views.share_out, name="share_out"),
    path("<int:inspection_id>/samples/<slug:sample_code>/cases/", views.cases, name="cases"),
    path("<int:inspection_id>/samples/<slug:sample_code>/cases.csv", views.export, name="export"),
]
