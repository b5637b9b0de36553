import { defineConfig } from 'responses-conformance';

// Keys are read from the environment: RESPONSES_API_KEY, or the variable named here.
export default defineConfig({
  targets: {
    mine: {
      baseUrl: 'http://127.0.0.1:8000/v1',
      model: 'my-model',
      capabilities: { streaming: true, tools: true, conversations: false },
      contextWindow: 8192,
    },
    // A mock answers only what it knows: its own wording makes scenarios answerable.
    mock: {
      baseUrl: 'http://127.0.0.1:4010/v1',
      model: 'any',
      prompts: { short: 'hello', long: 'hello' },
    },
    azure: {
      baseUrl: 'https://my-resource.openai.azure.com/openai/v1',
      model: 'my-deployment',
      auth: 'api-key',
      apiKeyEnv: 'AZURE_OPENAI_API_KEY',
    },
  },
});
