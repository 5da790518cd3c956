CREATE TABLE `audit_entry` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`workspace_id` text NOT NULL,
	`at` integer NOT NULL,
	`member_id` text,
	`act` text NOT NULL,
	`target` text,
	`before` text,
	`after` text,
	`request_id` text NOT NULL,
	`seal` text
);
--> statement-breakpoint
CREATE INDEX `audit_of_workspace` ON `audit_entry` (`workspace_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_unsealed` ON `audit_entry` (`seal`,`id`);--> statement-breakpoint
CREATE TRIGGER `audit_entry_is_kept` BEFORE DELETE ON `audit_entry`
BEGIN
	SELECT RAISE(ABORT, 'The audit log is only written, never changed.');
END;
--> statement-breakpoint
CREATE TRIGGER `audit_entry_stays` BEFORE UPDATE ON `audit_entry`
WHEN OLD.seal IS NOT NULL OR OLD.id IS NOT NEW.id OR OLD.workspace_id IS NOT NEW.workspace_id OR OLD.at IS NOT NEW.at OR OLD.member_id IS NOT NEW.member_id OR OLD.act IS NOT NEW.act OR OLD.target IS NOT NEW.target OR OLD.before IS NOT NEW.before OR OLD.after IS NOT NEW.after OR OLD.request_id IS NOT NEW.request_id
BEGIN
	SELECT RAISE(ABORT, 'The audit log is only written, never changed.');
END;
