from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('oversight', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='oversightnote',
            name='why',
            field=models.CharField(choices=[('supervision', 'Supervision meeting'), ('drift', 'Something was overdue'), ('harm', 'Risk of harm'), ('enforcement', 'Breach or recall'), ('asked', 'The officer asked'), ('audit', 'Internal audit')], max_length=11),
        ),
    ]
