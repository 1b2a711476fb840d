namespace Grains.Local;

/// <summary>What an id stands for in the directory: an activation, a pool of them, or an observer.</summary>
internal interface ICallTarget
{
    /// <summary>The activations behind it.</summary>
    IEnumerable<Activation> Activations { get; }

    /// <summary>Takes a call, or says that it is closed and gone from the directory.</summary>
    bool Accept(Call call);

    /// <summary>Fails calls that waited too long, and lets go what is idle or dead.</summary>
    void Sweep(long now);
}
