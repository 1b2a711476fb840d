using System.CommandLine;
using Bench.Fanout;

// Loads a hub the way a gathering does and measures what comes out. See docs/operations for the commands.
return await new RootCommand("bench: load for the hub") { FanoutCommand.Create(), StockServer.Create() }.Parse(args).InvokeAsync();
