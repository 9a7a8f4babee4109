"""Over which connections is Discord reached? The network, unless a test brings a connector of its own."""

from collections.abc import Callable

import aiohttp

ConnectorFactory = Callable[[], aiohttp.BaseConnector]
