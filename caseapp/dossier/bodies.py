"""Bodies and places of detention of Kazakhstan in English, Russian and Kazakh: the glossary at the end of a dossier.

A court reads the full name once in each language; the text may use the short one. ``keys`` are the spellings that bring
an entry into the glossary. ``unverified`` names the languages whose wording nobody has confirmed yet.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Body:
    """One body or kind of place in three languages, with the short forms under which texts speak of it."""

    en: str
    ru: str
    kk: str
    keys: tuple[str, ...]
    unverified: tuple[str, ...] = ()


BODIES: Final = (
    Body("Ministry of Internal Affairs (MIA)", "Министерство внутренних дел (МВД)", "Ішкі істер министрлігі (ІІМ)",
         ("МВД", "ІІМ", "MIA", "Ministry of Internal Affairs", "Министерство внутренних дел")),
    Body("Police Department (region or city); district police",
         "Департамент полиции (ДП); управление или отдел полиции",
         "Полиция департаменті; полиция басқармасы, полиция бөлімі",
         ("ДП", "Департамент полиции", "Police Department", "РОП", "полиция", "police"), ("kk",)),
    Body("SOBR, special rapid-response unit of the police", "СОБР (Специальный отряд быстрого реагирования)", "СОБР",
         ("СОБР", "SOBR"), ("kk",)),
    Body("National Guard", "Национальная гвардия", "Ұлттық ұлан", ("National Guard", "Национальная гвардия",
         "Ұлттық ұлан", "Нацгвардия")),
    Body("National Security Committee (KNB)", "Комитет национальной безопасности (КНБ)",
         "Ұлттық қауіпсіздік комитеті (ҰҚК)", ("KNB", "NSC", "КНБ", "ҰҚК", "National Security Committee")),
    Body("Ministry of Defence; Armed Forces", "Министерство обороны; Вооружённые силы",
         "Қорғаныс министрлігі; Қарулы күштер", ("Ministry of Defence", "Министерство обороны", "Armed Forces",
         "Вооружённые силы", "Вооруженные силы")),
    Body("General Prosecutor’s Office", "Генеральная прокуратура", "Бас прокуратура",
         ("Prosecutor", "прокуратура", "Генеральная прокуратура", "Бас прокуратура", "ГП")),
    Body("Committee of the Penitentiary System (KUIS)", "Комитет уголовно-исполнительной системы (КУИС)",
         "Қылмыстық-атқару жүйесі комитеті", ("КУИС", "ДУИС", "KUIS", "DUIS")),
    Body("Pre-trial detention centre (SIZO)", "следственный изолятор (СИЗО)", "тергеу изоляторы",
         ("СИЗО", "SIZO", "следственный изолятор", "тергеу изоляторы")),
    Body("Temporary detention facility (IVS)", "изолятор временного содержания (ИВС)", "уақытша ұстау изоляторы",
         ("ИВС", "IVS", "изолятор временного содержания", "уақытша ұстау изоляторы")),
    Body("Special reception centre (administrative arrest)", "специальный приёмник", "арнаулы қабылдау орны",
         ("спецприёмник", "спецприемник", "специальный приёмник", "special reception centre"), ("kk",)),
    Body("Akimat (local executive)", "акимат", "әкімдік", ("akimat", "акимат", "әкімдік")),
    Body("Commandant’s office under the state of emergency", "комендатура", "комендатура",
         ("commandant", "комендатура", "комендант")),
    Body("Commissioner for Human Rights; National Preventive Mechanism (NPM)",
         "Уполномоченный по правам человека; Национальный превентивный механизм (НПМ)",
         "Адам құқықтары жөніндегі уәкіл; ұлттық алдын алу тетігі",
         ("ombudsman", "омбудсман", "НПМ", "NPM", "Commissioner for Human Rights",
          "Уполномоченный по правам человека")),
    Body("Collective Security Treaty Organization (CSTO), Collective Peacekeeping Forces",
         "Организация Договора о коллективной безопасности (ОДКБ), Коллективные миротворческие силы",
         "Ұжымдық қауіпсіздік туралы шарт ұйымы (ҰҚШҰ)",
         ("CSTO", "ОДКБ", "ҰҚШҰ", "Collective Security Treaty"), ("kk",)),
)
