using System.CommandLine;
using System.Data.Common;
using Storage;

namespace Silo.Commands;

/// <summary>The commands of the executable. Whatever goes wrong is one line on stderr and an exit code of <see cref="ExitCode"/>.</summary>
internal static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("hub: the real-time activity hub") { RunCommand.Create(), ImportCommand.Create(), AuditCommand.Create() };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return Say(ExitCode.BadOption, parsed.Errors[0].Message);
        }
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                // The host stops on signals by itself; an import ends at once and its transaction with it.
                ProcessTerminationTimeout = null,
            });
        }
        catch (Exception fault)
        {
            return Say(CodeOf(fault), fault is CommandException or DatabaseUnavailableException or NewerSchemaException
                or RosterConflictException ? fault.Message : $"{fault.GetType().Name}: {fault.Message}");
        }
    }

    private static int CodeOf(Exception fault) => fault switch
    {
        CommandException known => known.ExitCode,
        NewerSchemaException => ExitCode.NewerSchema,
        DatabaseUnavailableException or DbException or TimeoutException => ExitCode.DatabaseAway,
        RosterConflictException => ExitCode.RosterProblems,
        _ => ExitCode.Fault,
    };

    private static int Say(int code, string line)
    {
        Console.Error.WriteLine("hub: " + line.ReplaceLineEndings(" "));
        return code;
    }
}
