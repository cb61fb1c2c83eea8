"""A browser's User-Agent, said simply enough to know one's own phone in a list."""

from council.rules.refusal import N_

DEVICES = {
    "harmony": N_("HarmonyOS phone"),
    "android": N_("Android phone"),
    "tablet": N_("Tablet"),
    "iphone": N_("iPhone"),
    "computer": N_("Computer"),
    "other": N_("Another device"),
}
_SIGNS = (  # in this order: HarmonyOS and iPad call themselves Android and Macintosh too
    ("ipad", "tablet"),
    ("iphone", "iphone"),
    ("openharmony", "harmony"),
    ("harmonyos", "harmony"),
    ("windows nt", "computer"),
    ("macintosh", "computer"),
    ("cros", "computer"),
    ("x11", "computer"),
)


def device_of(user_agent: str) -> str:
    """The key of a kind of device, with `.wechat` where the page was opened in WeChat."""
    agent = user_agent.lower()
    kind = next((kind for sign, kind in _SIGNS if sign in agent), "other")
    if kind == "other" and "android" in agent:
        kind = "android" if "mobile" in agent else "tablet"
    return f"{kind}.wechat" if "micromessenger" in agent else kind


def device_words(key: str) -> tuple[str, bool]:
    """The sentence for a kept device key, and whether it was WeChat."""
    kind, _, inside = key.partition(".")
    return DEVICES.get(kind, DEVICES["other"]), inside == "wechat"
