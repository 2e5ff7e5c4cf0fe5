// Talks to a router with the OpenAI client as it is, and prints what it saw as one line of JSON.
import OpenAI from 'openai';

const client = new OpenAI({ baseURL: process.env.BASE_URL, apiKey: process.env.API_KEY, maxRetries: 0 });
const messages = [{ role: 'user', content: 'How do I set the log level?' }];

const models = [];
for await (const model of client.models.list()) models.push(model.id);

const plain = await client.chat.completions.create({ model: 'spillway', messages });

const parts = [];
const stream = await client.chat.completions.create({ model: 'spillway', messages, stream: true });
for await (const chunk of stream) {
  const text = chunk.choices[0]?.delta?.content;
  if (text) parts.push(text);
}

const refused = await new OpenAI({ baseURL: process.env.BASE_URL, apiKey: 'wrong', maxRetries: 0 })
  .chat.completions.create({ model: 'spillway', messages })
  .catch((error) => ({ name: error.constructor.name, status: error.status, message: error.message }));

console.log(JSON.stringify({ models, plain: plain.choices[0].message.content, usage: plain.usage, parts, refused }));
