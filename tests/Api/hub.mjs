// Reads calls ([{ method, args }]) from standard input, makes them one after the other over one connection, and writes the items of each.
import { text } from 'node:stream/consumers';
import signalr from '@microsoft/signalr';

const calls = JSON.parse(await text(process.stdin));
const connection = new signalr.HubConnectionBuilder()
  .withUrl(new URL('hubs/drive', process.argv[2]).href)
  .configureLogging(signalr.LogLevel.Error)
  .build();
await connection.start();

const results = [];
for (const { method, args, cancel_after } of calls) {
  results.push(await new Promise((resolve, reject) => {
    const items = [];
    const subscription = connection.stream(method, ...args).subscribe({
      next: item => {
        items.push(item);
        if (items.length === cancel_after) { subscription.dispose(); resolve(items); }
      },
      complete: () => resolve(items),
      error: reject,
    });
  }));
}
await connection.stop();
process.stdout.write(JSON.stringify(results));
