using Orleans.Runtime;

namespace Orleans;

/// <summary>What can be asked of a grain or of a reference to one.</summary>
public static class GrainExtensions
{
    /// <summary>The id behind a grain object or a reference.</summary>
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        GrainReference reference => reference.GrainId,
        IGrainBase { GrainContext: { } context } => context.GrainId,
        _ => throw new ArgumentException("Neither a grain of this runtime nor a reference to one.", nameof(grain)),
    };

    /// <summary>The string key.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    /// <summary>A reference to the same grain or observer, by the given interface.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) => grain switch
    {
        Grains.Local.LocalReference reference => (TGrainInterface)reference.As(typeof(TGrainInterface)),
        IGrainBase { GrainContext: Grains.Local.Activation own } =>
            (TGrainInterface)((Grains.Local.LocalReference)own.GrainReference).As(typeof(TGrainInterface)),
        _ => throw new ArgumentException("An observer becomes a reference by CreateObjectReference.", nameof(grain)),
    };

    /// <inheritdoc cref="AsReference{TGrainInterface}" />
    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) =>
        grain.AsReference<TGrainInterface>();
}
