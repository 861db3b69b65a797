import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  worker: { format: 'es' },
  build: { target: 'es2023' },
  test: { include: ['src/**/*.test.{ts,tsx}', 'cli/**/*.test.ts'], environment: 'node' },
});
