namespace Grains.Clock;

/// <summary>Something that the clock wakes beside gatherings: reads what is due and pokes it, without waiting for its work.</summary>
public interface IDueSource
{
    Task Wake(IGrainFactory grains, DateTimeOffset now, CancellationToken cancellation);
}
