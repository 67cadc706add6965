"""Settings of the HRE Portal, read from the environment only.

Without any variable set this is the embedded development default: SQLite and a folder as broker
below `var/`. `HRE_ENV=production` demands what production needs and switches demonstration off.
Every variable is named and explained in `deploy/env.example`.
"""

from hre_portal.settings.api import *
from hre_portal.settings.base import *
from hre_portal.settings.data import *
from hre_portal.settings.field import *
from hre_portal.settings.mail_and_worker import *
from hre_portal.settings.people import *
from hre_portal.settings.safety import *
