namespace Reliability.Recording.Internal;

/// <summary>An event that a tally can count. Each kind is a struct, so the generic path allocates nothing.</summary>
internal interface ITallyEvent
{
    long Count { get; }

    long Good { get; }

    void AddTo(Tally tally);
}
