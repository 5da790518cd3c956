ALTER TABLE `call_price` ADD `other_spends` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `call_price` ADD `priced_legs` integer DEFAULT 0 NOT NULL;