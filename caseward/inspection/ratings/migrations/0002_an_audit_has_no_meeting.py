import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ratings', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='calculatedrating',
            name='meeting',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='calculated', to='ratings.meeting'),
        ),
    ]
