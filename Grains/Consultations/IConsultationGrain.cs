namespace Grains.Consultations;

/// <summary>
/// A private thread between a member and the committee of the member's branch: the sequencer of its log. Commands are
/// decided in turn, committed, answered, then told to the parties' devices. To anyone else it is not there, whatever
/// office they hold. Key: the consultation's id.
/// </summary>
[Alias("consultation")]
public interface IConsultationGrain : IGrainWithStringKey
{
    /// <summary>Opens it. Idempotent by id: the same question again answers the same.</summary>
    [Alias("open")]
    Task<ConsultationAnswer> Open(Ask ask);

    [Alias("submit")]
    Task<ConsultationAnswer> Submit(ConsultationCommand command);
}

/// <summary>What happened in a consultation, for the devices of one party. A push that is lost is read again: the head tells.</summary>
/// <param name="Entries">Empty where only a read mark moved.</param>
[GenerateSerializer, Immutable, Alias("consultation-push")]
public sealed record ConsultationPush(
    [property: Id(0)] ConsultationBrief Consultation,
    [property: Id(1)] ConsultationEntry[] Entries);
