namespace Grains.Clock;

/// <summary>Wakes what is due. Poked every two seconds by a hosted service in every silo; reminders are too coarse. Key: <c>clock</c>.</summary>
[Alias("clock")]
public interface IClockGrain : IGrainWithStringKey
{
    const string Key = "clock";

    [Alias("poke")]
    Task Poke();
}
