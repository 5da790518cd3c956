export { createRingtoneChoice } from './desk/model.ts';
export { RingtoneCard } from './desk/RingtoneCard.tsx';
