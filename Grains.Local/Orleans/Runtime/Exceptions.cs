#pragma warning disable CA1032 // The constructors are those of Orleans.

namespace Orleans.Runtime
{
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
}

namespace Orleans.Storage
{
    using Orleans.Runtime;

    /// <summary>Somebody else wrote this document since it was read. The activation that saw it is deactivated.</summary>
    public class InconsistentStateException : OrleansException
    {
        /// <summary>With words.</summary>
        public InconsistentStateException(string message) : base(message)
        {
        }

        /// <summary>With the two ETags that differ.</summary>
        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
            : base(errorMsg) => (StoredEtag, CurrentEtag) = (storedEtag, currentEtag);

        /// <summary>The ETag in the store.</summary>
        public string? StoredEtag { get; }

        /// <summary>The ETag that the writer held.</summary>
        public string? CurrentEtag { get; }

        // Only the activation that wrote is at fault, not those that the error passes through on its way back.
        internal bool IsSourceActivation { get; set; } = true;
    }
}
