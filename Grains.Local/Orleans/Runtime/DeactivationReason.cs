using Orleans.Runtime;

namespace Orleans;

/// <summary>Why an activation ends. Local gives those that one process can have.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>No reason.</summary>
    None = 0,

    /// <summary>The process stops.</summary>
    ShuttingDown = 1,

    /// <summary>It never came up.</summary>
    ActivationFailed = 2,

    /// <summary>Nobody called it for its age limit.</summary>
    ActivationIdle = 4,

    /// <summary>A call failed in a way after which its state cannot be trusted.</summary>
    ApplicationError = 8,

    /// <summary>The grain asked for it.</summary>
    ApplicationRequested = 9,

    /// <summary>The runtime asked for it.</summary>
    RuntimeRequested = 11,
}

/// <summary>Why an activation ends, with words.</summary>
public readonly record struct DeactivationReason
{
    /// <summary>With the error behind it.</summary>
    public DeactivationReason(DeactivationReasonCode code, Exception? exception, string text) =>
        (ReasonCode, Exception, Description) = (code, exception, text);

    /// <summary>Without an error.</summary>
    public DeactivationReason(DeactivationReasonCode code, string text) : this(code, null, text)
    {
    }

    /// <summary>The code.</summary>
    public DeactivationReasonCode ReasonCode { get; }

    /// <summary>The words.</summary>
    public string Description { get; }

    /// <summary>The error, if there is one.</summary>
    public Exception? Exception { get; }
}
