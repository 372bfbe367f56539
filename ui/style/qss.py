"""The style sheet and palette, built from the tokens.

Fusion is the base everywhere: one look to draw and to test. Roles are dynamic properties (``role``) set by widgets;
what a style sheet cannot draw (chevrons, ticks, the focus ring) is painted in ``ui.widgets`` from the same tokens.
"""

from string import Template

from PySide6.QtGui import QColor, QPalette

from ui.style.tokens import MEASURES, MONO_FAMILY, SIZES, UI_FAMILY, Theme, ThemeName

_SHEET = Template("""
* { font-family: "$family"; font-size: ${base}pt; }
QWidget { color: $text; }
QMainWindow, QWidget[role="page"], QScrollArea[role="page"] > QWidget > QWidget { background: $canvas; }
QScrollArea { border: 0; background: transparent; }
QScrollArea > QWidget > QWidget { background: transparent; }
QLabel { background: transparent; }
QLabel[role="page-title"] { font-size: ${page_title}pt; font-weight: 600; }
QLabel[role="title"] { font-size: ${title}pt; font-weight: 600; }
QLabel[role="section"] { font-weight: 600; }
QLabel[role="label"] { color: $text_2; font-weight: 500; }
QLabel[role="secondary"] { color: $text_2; }
QLabel[role="hint"] { color: $text_3; font-size: ${small}pt; }
QLabel[role="problem"] { color: $danger; font-size: ${small}pt; }
QLabel[role="remark"] { color: $attention; font-size: ${small}pt; }
QLabel[role="mono"] { font-family: "$mono"; }
QLabel[role="words"] { font-family: "$mono"; font-size: ${title}pt; }
QFrame[role="well"] { background: $sunken; border: 1px solid $line; border-radius: ${radius}px; }
QLineEdit[role="mono"] { font-family: "$mono"; }
QLabel[role="layout"] { color: $text_2; font-size: ${small}pt; font-weight: 600; }
QLabel[role="link"] { color: $accent; }

QWidget[role="rail"], QWidget[role="header"] { background: $sunken; }
QWidget[role="header"] { border-bottom: 1px solid $line; }
QWidget[role="rail"] { border-right: 1px solid $line; }
QWidget[role="footer"] { background: $sunken; border-top: 1px solid $line; }
QWidget[role="pane"] { background: $surface; border-right: 1px solid $line; }
QWidget[role="aside"] { background: $surface; border-left: 1px solid $line; }
QFrame[role="card"] { background: $surface; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[role="conflict"] { background: $surface; border: 1px solid $danger; border-radius: ${radius}px; }
QFrame[role="choice"] { background: $surface; border: 1px solid $control; border-radius: ${radius}px; }
QFrame[role="choice"]:hover { border-color: $accent; }
QFrame[role="choice"][marked="true"] { border: 2px solid $accent; background: $selected; }
QFrame[role="rule"] { background: $line; border: 0; max-height: 1px; min-height: 1px; }
QWidget[role="sample"] { background: $attention_tint; border-bottom: 2px solid $attention; }
QWidget[role="reading"] { background: $info_tint; border-bottom: 2px solid $info; }
QWidget[role="reading"] QLabel { color: $info; font-weight: 600; }
QWidget[role="sample"] QLabel { color: $attention; font-weight: 600; }

QFrame[status="info"] { background: $info_tint; border: ${border}px solid $info; border-radius: ${radius}px; }
QFrame[status="attention"] {
  background: $attention_tint; border: ${border}px solid $attention; border-radius: ${radius}px; }
QFrame[status="danger"] { background: $danger_tint; border: ${border}px solid $danger; border-radius: ${radius}px; }
QFrame[status="settled"] { background: $surface; border: 1px solid $line; border-radius: ${radius}px; }
QFrame[status="info"] QLabel[role="status"] { color: $info; font-weight: 500; }
QFrame[status="attention"] QLabel[role="status"] { color: $attention; font-weight: 500; }
QFrame[status="danger"] QLabel[role="status"] { color: $danger; font-weight: 500; }
QFrame[status="settled"] QLabel[role="status"] { color: $text_2; font-weight: 500; }

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox {
  background: $surface; color: $text; border: 1px solid $control; border-radius: ${radius}px;
  padding: 0 8px; selection-background-color: $accent; selection-color: $on_accent; placeholder-text-color: $text_3; }
QLineEdit, QComboBox { min-height: ${field_inner}px; }
QPlainTextEdit { padding: 4px; }
QTextEdit { padding: 12px; }
QLineEdit:hover, QPlainTextEdit:hover, QComboBox:hover { border-color: $accent; }
QLineEdit[problem="true"], QPlainTextEdit[problem="true"], QComboBox[problem="true"] { border: 2px solid $danger; }
QLineEdit:disabled, QComboBox:disabled { color: $text_3; background: $sunken; }
QComboBox::drop-down { border: 0; width: 28px; }
QComboBox::down-arrow { image: none; width: 0; height: 0; }
QComboBox QAbstractItemView {
  background: $surface; color: $text; border: 1px solid $control; outline: 0;
  selection-background-color: $selected; selection-color: $text; }

QPushButton {
  background: $surface; color: $text; border: 1px solid $control; border-radius: ${radius}px;
  min-height: ${button_inner}px; padding: 0 12px; font-weight: 500; }
QPushButton:hover { border-color: $accent; color: $accent_hover; }
QPushButton:pressed { background: $selected; }
QPushButton:disabled { color: $text_3; border-color: $line; background: $sunken; }
QPushButton:checked { background: $selected; border-color: $accent; color: $accent; }
QPushButton[role="primary"] {
  background: $accent; color: $on_accent; border: 1px solid $accent; min-height: ${primary_inner}px; padding: 0 16px; }
QPushButton[role="primary"]:hover { background: $accent_hover; border-color: $accent_hover; color: $on_accent; }
QPushButton[role="primary"]:disabled { background: $sunken; color: $text_3; border-color: $control; }
QPushButton[role="quiet"] { background: transparent; border: 1px solid transparent; color: $accent; padding: 0 8px; }
QPushButton[role="quiet"]:hover { color: $accent_hover; border-color: $accent_hover; }
QPushButton[role="title-link"] {
  background: transparent; border: 1px solid transparent; color: $accent; padding: 0 2px; text-align: left;
  font-size: ${title}pt; font-weight: 600; }
QPushButton[role="title-link"]:hover { color: $accent_hover; border-color: $accent_hover; }
QPushButton[role="inline"] {
  background: transparent; border: 1px solid transparent; color: $accent; text-align: left; padding: 0;
  min-height: 22px; font-weight: 400; }
QPushButton[role="inline"]:hover { color: $accent_hover; border-color: $accent_hover; }
QPushButton[role="small"], QPushButton[role="chip"], QPushButton[role="filter"] {
  min-height: 22px; padding: 0 8px; font-size: ${small}pt; }
QPushButton[role="chip"] { background: $selected; border: 1px solid $control; }
QPushButton[role="filter"] {
  background: $selected; border: 1px solid $control; text-align: left; padding-right: 26px; }
QPushButton[role="small"]:checked { background: $selected; border: 1px solid $accent; color: $accent; }
QPushButton[role="foot"] {
  background: transparent; border: 1px solid transparent; color: $accent; min-height: 20px; padding: 0 8px; }
QPushButton[role="head"], QPushButton[role="head-icon"] {
  background: transparent; border: 1px solid transparent; min-height: 28px; padding: 0 10px; }
QPushButton[role="head-icon"] { padding: 0 6px; }
QPushButton[role="head"]:hover, QPushButton[role="head-icon"]:hover { border-color: $control; }
QPushButton[role="head"]:disabled, QPushButton[role="head-icon"]:disabled {
  background: transparent; border-color: transparent; color: $text_3; }
QFrame[role="palette"] { background: $surface; border: 1px solid $control; border-radius: 10px; }
QFrame[role="palette"] QListView { border: 0; }
QPushButton[role="rail"] {
  background: transparent; border: 0; border-left: 3px solid transparent; border-radius: 0; text-align: left;
  min-height: 36px; padding: 0 12px 0 9px; color: $text_2; font-weight: 500; }
QPushButton[role="rail"]:hover { color: $accent_hover; }
QPushButton[role="rail"]:checked { border-left: 3px solid $accent; background: $selected; color: $accent; }
QPushButton[role="preset"] { min-height: 26px; padding: 0 10px; }
QPushButton[role="preset"]:checked { background: $selected; border: 1px solid $accent; color: $accent; }

QPushButton[role="tab"] {
  background: transparent; border: 0; border-bottom: 2px solid transparent; border-radius: 0; color: $text_2;
  min-height: 26px; padding: 0 6px; }
QPushButton[role="tab"]:hover { color: $accent_hover; }
QPushButton[role="tab"]:checked { border-bottom: 2px solid $accent; color: $accent; }

QRadioButton, QCheckBox { spacing: 8px; min-height: 28px; background: transparent; }
QRadioButton::indicator, QCheckBox::indicator {
  width: 14px; height: 14px; border: 1px solid $control; background: $surface; }
QRadioButton::indicator { border-radius: 8px; }
QCheckBox::indicator { border-radius: 3px; }
QRadioButton::indicator:checked { border: 1px solid $accent; background: qradialgradient(
  cx: 0.5, cy: 0.5, radius: 0.5, fx: 0.5, fy: 0.5, stop: 0 $accent, stop: 0.55 $accent, stop: 0.65 $surface); }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; }

QListView, QTableView { background: $surface; border: 0; outline: 0; }
QListView[role="suggest"] { border: 1px solid $control; border-radius: ${radius}px; padding: 2px; }
QListView[role="suggest"]::item { padding: 4px 8px; color: $text; border-left: 3px solid transparent; }
QListView[role="suggest"]::item:selected { background: $selected; color: $text; border-left: 3px solid $accent; }
QListView[role="lines"]::item {
  min-height: ${row}px; padding: 0 8px; color: $text; border-left: 3px solid transparent; }
QListView[role="lines"]::item:selected { background: $selected; color: $text; border-left: 3px solid $accent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar::handle:vertical { background: $control; border-radius: 4px; min-height: 32px; margin: 2px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle:horizontal { background: $control; border-radius: 4px; min-width: 32px; margin: 2px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: $line; width: 1px; }
QHeaderView { background: $sunken; border: 0; }
QHeaderView::section {
  background: $sunken; color: $text_2; border: 0; border-right: 1px solid $line; border-bottom: 1px solid $line;
  padding: 4px 8px; font-weight: 500; }
QMenu { background: $surface; color: $text; border: 1px solid $control; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 24px; border-left: 3px solid transparent; }
QMenu::item:selected { background: $selected; color: $text; border-left: 3px solid $accent; }
QMenu::item:disabled { color: $text_3; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QWidget[role="bar"] { background: $sunken; border-top: 1px solid $line; border-bottom: 1px solid $line; }
QToolTip { background: $surface; color: $text; border: 1px solid $control; padding: 4px; }
""")


def sheet(theme: Theme, zoom: float = 1.0) -> str:
    """The style sheet of a theme; ``zoom`` multiplies type sizes only (1.0 = 100 %)."""
    colours = {name: getattr(theme, name) for name in theme.__dataclass_fields__ if name != "name"}
    return _SHEET.substitute(
        colours,
        family=UI_FAMILY,
        mono=MONO_FAMILY,
        base=SIZES.base * zoom,
        small=SIZES.small * zoom,
        title=SIZES.title * zoom,
        page_title=SIZES.page_title * zoom,
        row=MEASURES.row,
        radius=MEASURES.radius,
        border=2 if theme.name is ThemeName.HIGH_CONTRAST else 1,
        field_inner=MEASURES.field - 2,
        button_inner=MEASURES.button - 2,
        primary_inner=MEASURES.primary - 2,
    )


def palette(theme: Theme) -> QPalette:
    """The palette for what Fusion draws itself, so that nothing falls back to another theme's grey."""
    made = QPalette()
    role = QPalette.ColorRole
    for colour, roles in (
        (theme.canvas, (role.Window, role.Mid, role.Midlight)),
        (theme.surface, (role.Base, role.Button, role.ToolTipBase, role.Light)),
        (theme.sunken, (role.AlternateBase,)),
        (theme.text, (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText)),
        (theme.text_3, (role.PlaceholderText,)),
        (theme.control, (role.Dark, role.Shadow)),
        (theme.accent, (role.Highlight, role.Link, role.LinkVisited, role.Accent)),
        (theme.on_accent, (role.HighlightedText,)),
    ):
        for each in roles:
            made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(theme.text_3))
    return made
