/** A person in the demo CRM and in the seeded workspace. */
export type DemoContact = {
  /** Part of the CRM's URLs. */
  readonly slug: string;
  readonly name: string;
  readonly title: string;
  readonly company: string;
  readonly email: string;
  /** North American national format, as the CRM shows it. */
  readonly phone: string;
  readonly e164: string;
  /** What happens when this number is called, shown to the person who tries the demo. */
  readonly answers: string;
};

const contact = (
  name: string,
  title: string,
  company: string,
  phone: string,
  answers: string,
): DemoContact => {
  const slug = name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  const domain = company.toLowerCase().replaceAll(/[^a-z]+/g, '');
  return {
    slug,
    name,
    title,
    company,
    email: `${slug.replace('-', '.')}@${domain}.example`,
    phone,
    e164: `+1${phone.replaceAll(/\D/g, '')}`,
    answers,
  };
};

/** All numbers are in 555-01xx, a range nobody owns; the last two digits decide who picks up. */
export const CONTACTS: readonly DemoContact[] = [
  contact('Maria Alvarez', 'Head of Operations', 'Northwind', '(212) 555-0100', 'answers and talks'),
  contact('Sam Okafor', 'Procurement Lead', 'Contoso', '(212) 555-0101', 'goes to voicemail'),
  contact('Lena Hoffmann', 'Finance Director', 'Fabrikam', '(212) 555-0102', 'is busy'),
  contact('Grace Kim', 'Office Manager', 'Tailspin Toys', '(212) 555-0103', 'rings, no answer'),
  contact('Omar Haddad', 'Fleet Manager', 'Wingtip', '(212) 555-0104', 'does not exist'),
  contact('Ivy Chen', 'Chief of Staff', 'Litware', '(212) 555-0105', 'rejects the call'),
  contact('Echo Room', 'Test line', 'Ringside', '(212) 555-0106', 'repeats what you say'),
  contact('Lee Morgan', 'VP Sales', 'Proseware', '(212) 555-0108', 'hangs up after 8 seconds'),
  contact('Nadia Petrova', 'Quality Engineer', 'Adatum', '(212) 555-0111', 'answers and says nothing'),
  contact('Main Line', 'Switchboard', 'Northwind', '(212) 555-0107', 'a menu: press keys, 0 for a person'),
  contact('Tess Nguyen', 'Account Manager', 'Relecloud', '(212) 555-0112', 'talks until you talk over her'),
  contact('Paul Brandt', 'Purchasing', 'Consolidated', '(212) 555-0114', 'wants no more calls'),
  contact('Lucia Ortega', 'Gerente', 'Adventure Works', '(212) 555-0115', 'speaks Spanish'),
  contact('Henry Shaw', 'CTO', 'VanArsdel', '(212) 555-0118', 'an assistant asks who you are'),
  contact('Ana Lindqvist', 'Buyer', 'Trey Research', '(212) 555-0119', 'the reception fetches her'),
  contact('Marcus Webb', 'Managing Partner', 'Woodgrove', '(415) 555-0100', 'answers and talks'),
  contact('Priya Raman', 'Product Lead', 'Lamna Health', '(312) 555-0100', 'answers and talks'),
  contact('Tom Becker', 'IT Director', 'Fourth Coffee', '(646) 555-0100', 'answers and talks'),
  contact('Rosa Jimenez', 'Owner', 'Bellows Bakery', '(305) 555-0100', 'answers and talks'),
];
