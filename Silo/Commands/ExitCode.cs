namespace Silo.Commands;

/// <summary>What the process tells its caller. The numbers are part of the interface (docs/operations): never reuse one.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    /// <summary>A fault nobody foresaw.</summary>
    public const int Fault = 1;
    /// <summary>An option or argument is missing, unknown or out of range.</summary>
    public const int BadOption = 2;
    /// <summary>The address is taken or not this machine's.</summary>
    public const int AddressTaken = 3;
    /// <summary>The database cannot be reached or opened.</summary>
    public const int DatabaseAway = 4;
    /// <summary>A newer hub wrote the database.</summary>
    public const int NewerSchema = 5;
    /// <summary>The data folder cannot be written.</summary>
    public const int DataFolder = 6;
    /// <summary>The roster has problems: nothing was imported.</summary>
    public const int RosterProblems = 7;
    /// <summary>A file cannot be read or written.</summary>
    public const int FileFault = 8;
    /// <summary>The cluster cannot be joined, or this build has none.</summary>
    public const int Cluster = 9;
    /// <summary>The audit's chain is broken.</summary>
    public const int AuditBroken = 10;
}

/// <summary>Ends a command with one line on stderr and an exit code of <see cref="ExitCode"/>.</summary>
internal sealed class CommandException(int exitCode, string line, Exception? inner = null) : Exception(line, inner)
{
    public int ExitCode { get; } = exitCode;
}
