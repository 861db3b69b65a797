/** How a data set was read, kept with it: the account of each import that it is made of. */
import { Text } from '@mantine/core';
import type { ImportAccount } from '../../../protocol/dataService';
import type { DatasetSummary } from '../../../protocol/dataset';
import { text } from '../../messages';
import { ImportDetails } from './ImportDetails';

interface ImportAccountsProps {
  /** None where nothing was read. */
  accounts: ImportAccount[];
  summary: DatasetSummary;
}

export function ImportAccounts({ accounts, summary }: ImportAccountsProps) {
  if (accounts.length === 0) return null;
  return (
    <details>
      <Text component="summary" size="sm" mt={4} style={{ cursor: 'pointer' }}>
        {text.data.howRead}
      </Text>
      {accounts.map((account, index) => (
        <ImportDetails key={index} account={account} summary={summary} />
      ))}
    </details>
  );
}
