"""The languages a member can say they read, each in its own name."""

from typing import Final

LANGUAGES: Final = {
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "pt": "Português",
    "ar": "العربية",
    "ru": "Русский",
    "zh": "中文",
    "hi": "हिन्दी",
    "bn": "বাংলা",
    "ur": "اردو",
    "fa": "فارسی",
    "sw": "Kiswahili",
    "am": "አማርኛ",
    "ha": "Hausa",
    "id": "Bahasa Indonesia",
    "vi": "Tiếng Việt",
    "my": "မြန်မာ",
    "ne": "नेपाली",
    "tr": "Türkçe",
    "uk": "Українська",
}
"""BCP 47 tags; a language without a catalogue of its own is answered in English."""
