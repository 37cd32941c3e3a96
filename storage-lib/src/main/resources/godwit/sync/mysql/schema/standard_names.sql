-- The fixed ids; the row 100 makes automatic ones start at 101.
INSERT IGNORE INTO collections (id, name) VALUES
  (1, 'clients'), (2, 'crypto'), (3, 'forms'), (4, 'history'), (5, 'keys'), (6, 'meta'),
  (7, 'bookmarks'), (8, 'prefs'), (9, 'tabs'), (10, 'passwords'), (11, 'addons'),
  (12, 'addresses'), (13, 'creditcards'), (100, '')
