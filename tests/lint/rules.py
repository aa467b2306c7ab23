"""rules.py: the limits and lists of lint.py

SPDX-License-Identifier: GPL-3.0-or-later
"""
MAX_FUNCTION_LINES = 60
MAX_FILE_LINES = 600
MAX_UI_LINES = 250

# Folders of the core that each layer may include from. The window and vbt see the core only.
CORE = {'model', 'query', 'store', 'formats', 'taggers', 'agreement', 'jobs'}
INCLUDES = {
    'core': {'model'},
    'core/model': {'model'},
    'core/query': {'model', 'query'},
    'core/store': {'model', 'query', 'store'},
    'core/formats': {'model', 'store', 'formats'},
    'core/taggers': {'model', 'store', 'formats', 'taggers'},
    'core/agreement': {'model', 'store', 'agreement'},
    'core/jobs': CORE,
    'cli': CORE,
}

# SQLite is wrapped once; sessions and the tokenizer of the full-text index are its own extensions.
SQLITE_FILES = {'vbt-db.c', 'vbt-db-copy.c', 'vbt-db-file.c', 'vbt-db-locks.c', 'vbt-db-private.h', 'fault-vfs.c', 'vbt-history.c', 'vbt-fts.c', 'vbt-tokenizer.c', 'vbt-fts-tokenizer.c'}

# The one file that may use deprecated dialogs, because there is no API that is right in both.
WRAPPER_FILE = 'vbt-dialogs.c'

# Deprecated by GTK 4.10 to 4.20 and libadwaita 1.3 to 1.8, or too new for 4.8 and 1.2 (regular
# expressions that match at the beginning of a word).
DENIED = [
    r'(?:Gtk|gtk_)(?:TreeView|tree_view_|IconView|icon_view_|CellRenderer|cell_renderer_)',
    r'(?:Gtk|gtk_)(?:ListStore|list_store_|TreeStore|tree_store_|ComboBox|combo_box_)',
    r'(?:Gtk|gtk_)(?:EntryCompletion|entry_completion_|Assistant|assistant_)',
    r'GtkDialog\b', r'gtk_dialog_', r'(?:Gtk|gtk_)(?:MessageDialog|message_dialog_)',
    r'(?:Gtk|gtk_)(?:InfoBar|info_bar_|Statusbar|statusbar_|VolumeButton|volume_button_)',
    r'(?:Gtk|gtk_)(?:FileChooser|file_chooser_|FileDialog|file_dialog_|FileLauncher|file_launcher_)',
    r'(?:Gtk|gtk_)(?:AlertDialog|alert_dialog_|FontDialog|font_dialog_|ColorDialog|color_dialog_)',
    r'(?:Gtk|gtk_)(?:ColorButton|color_button_|ColorChooser|color_chooser_|FontButton|font_button_)',
    r'gtk_widget_get_style_context', r'gtk_style_context_(?!add_provider_for_display|remove_provider_for_display)',
    r'gtk_render_', r'gtk_css_provider_load_from_(?:data|string|bytes)',
    r'gtk_widget_(?:show|hide)\b', r'gtk_widget_get_allocat', r'gtk_widget_translate_coordinates',
    r'gtk_widget_size_allocate\s*\(\s*\)', r'gtk_show_uri', r'(?:Gtk|gtk_)(?:UriLauncher|uri_launcher_)',
    r'(?:Gtk|gtk_)(?:ShortcutsWindow|shortcuts_window_)', r'gtk_application_window_set_help_overlay',
    r'gtk_picture_(?:set|get)_keep_aspect_ratio', r'gtk_(?:image|picture)_(?:set_from|new_for)_pixbuf',
    r'gtk_list_view_scroll_to', r'gtk_accessible_announce', r'(?:Gtk|gtk_)(?:ListHeader|SectionModel)',
    r'gtk_search_entry_set_placeholder_text', r'gtk_list_item_set_accessible_',
    r'(?:Adw|adw_)(?:MessageDialog|message_dialog_|AboutWindow|about_window_)',
    r'(?:Adw|adw_)(?:PreferencesWindow|preferences_window_|Leaflet|leaflet_|Flap|flap_)',
    r'(?:Adw|adw_)(?:Squeezer|squeezer_|ViewSwitcherTitle|view_switcher_title_)',
    r'(?:Adw|adw_)(?:ToolbarView|toolbar_view_|NavigationView|navigation_view_|Breakpoint|breakpoint_)',
    r'(?:Adw|adw_)(?:NavigationSplitView|OverlaySplitView|AlertDialog|alert_dialog_|Dialog\b|dialog_)',
    r'(?:Adw|adw_)(?:Banner|banner_|TabOverview|tab_overview_|SwitchRow|switch_row_|SpinRow|spin_row_)',
    r'(?:Adw|adw_)(?:Spinner|spinner_|ToggleGroup|toggle_group_|WrapBox|wrap_box_|AboutDialog|about_dialog_)',
]
