-- REPLACE deletes without firing DELETE triggers (recursive_triggers is off): an entry that is there is not written again.
CREATE TRIGGER `audit_entry_is_not_replaced` BEFORE INSERT ON `audit_entry`
WHEN EXISTS (SELECT 1 FROM `audit_entry` WHERE id = NEW.id)
BEGIN
	SELECT RAISE(ABORT, 'The audit log is only written, never changed.');
END;
--> statement-breakpoint
-- Nor is one put in before others, or with a seal it brings along.
CREATE TRIGGER `audit_entry_comes_last` AFTER INSERT ON `audit_entry`
WHEN NEW.seal IS NOT NULL OR NEW.id < 1 OR NEW.id < (SELECT max(id) FROM `audit_entry`)
BEGIN
	SELECT RAISE(ABORT, 'The audit log is only written, never changed.');
END;
