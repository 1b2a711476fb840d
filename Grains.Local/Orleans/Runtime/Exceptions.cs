#pragma warning disable CA1032 // The constructors are those of Orleans.

namespace Orleans.Runtime;

/// <summary>Base of what the runtime itself throws.</summary>
public class OrleansException : Exception
{
    /// <summary>Without words.</summary>
    public OrleansException()
    {
    }

    /// <summary>With words.</summary>
    public OrleansException(string message) : base(message)
    {
    }

    /// <summary>With words and a cause.</summary>
    public OrleansException(string message, Exception? innerException) : base(message, innerException)
    {
    }
}

/// <summary>The runtime did not take the call; it was not carried out.</summary>
public class OrleansMessageRejectionException : OrleansException
{
    private protected OrleansMessageRejectionException(string message) : base(message)
    {
    }
}

/// <summary>The process stops and takes no new calls.</summary>
public sealed class SiloUnavailableException : OrleansMessageRejectionException
{
    /// <summary>With words.</summary>
    public SiloUnavailableException(string msg) : base(msg)
    {
    }
}

/// <summary>The observer was deleted, or its owner let it go.</summary>
public sealed class ClientNotAvailableException : OrleansException
{
    internal ClientNotAvailableException(GrainId observer) : base($"No observer {observer} is here any more.")
    {
    }
}
