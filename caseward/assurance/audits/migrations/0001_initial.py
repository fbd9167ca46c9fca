
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('inspections', '0002_kind'),
        ('oversight', '0002_internal_audit'),
        ('samples', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('creation_key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('question_code', models.CharField(blank=True, max_length=40)),
                ('finding', models.CharField(max_length=500, verbose_name='what the audit found')),
                ('what', models.CharField(max_length=300, verbose_name='what is to be done')),
                ('due_on', models.DateField()),
                ('asked_at', models.DateTimeField()),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('done_words', models.CharField(blank=True, max_length=500, verbose_name='what was done')),
                ('verified_at', models.DateTimeField(blank=True, null=True)),
                ('returned_because', models.CharField(blank=True, max_length=300, verbose_name='what is still missing')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_of', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='audit_actions', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='audit_actions', to='samples.sampledcase')),
                ('done_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('in_case', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='audit_action', to='oversight.oversightaction')),
                ('inspection', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='audit_actions', to='inspections.inspection')),
                ('verified_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['due_on', 'pk'],
            },
        ),
    ]
