namespace Storage;

/// <summary>The database cannot be reached or opened. The message is one plain line without a password or an address.</summary>
public sealed class DatabaseUnavailableException : Exception
{
    public DatabaseUnavailableException() : this("The database cannot be reached.")
    {
    }

    public DatabaseUnavailableException(string message) : base(message)
    {
    }

    public DatabaseUnavailableException(string message, Exception inner) : base(message, inner)
    {
    }
}

/// <summary>The database was written by a newer hub than this one; this one must not touch it.</summary>
public sealed class NewerSchemaException : Exception
{
    public NewerSchemaException() : this("The database was written by a newer hub.")
    {
    }

    public NewerSchemaException(string message) : base(message)
    {
    }

    public NewerSchemaException(string message, Exception inner) : base(message, inner)
    {
    }
}

/// <summary>A roster collides with what the database holds: nothing of it was written.</summary>
public sealed class RosterConflictException : Exception
{
    public RosterConflictException() : this("The roster collides with what the database holds; nothing was written.")
    {
    }

    /// <param name="isTree">The tree changed in what the roster hangs on.</param>
    public RosterConflictException(bool isTree) : this(isTree
        ? "The tree changed in what the roster hangs on since it was checked; nothing was written."
        : "The roster collides with what the database holds by now; nothing was written.") => IsTree = isTree;

    /// <summary>Whether the tree changed meanwhile, so that the file has to be checked again.</summary>
    public bool IsTree { get; }

    public RosterConflictException(string message) : base(message)
    {
    }

    public RosterConflictException(string message, Exception inner) : base(message, inner)
    {
    }
}
