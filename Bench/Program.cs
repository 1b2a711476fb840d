using System.CommandLine;
using Bench.Connections;
using Bench.Fanout;
using Bench.Faults;
using Bench.Fuzz;
using Bench.Journal;
using Bench.Posts;
using Bench.Province;
using Bench.Reconnect;
using Bench.Soak;
using Spectre.Console;

// Loads a hub the way a gathering does and measures what comes out: docs/performance.md. Standard output stays empty.
AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
return await new RootCommand("bench: load for the hub")
{
    FanoutCommand.Create(), PostsCommand.Create(), ConnectionsCommand.Create(), ReconnectCommand.Create(), SoakCommand.Create(),
    FaultsCommand.Create(), FuzzCommand.Create(), ProvinceCommand.Create(), JournalCommand.Create(), StockServer.Create(),
}.Parse(args).InvokeAsync();
