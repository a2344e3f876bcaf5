namespace Reliability.Recording.Internal;

/// <summary>Something that can be counted: one struct per kind, so that the generic path allocates nothing.</summary>
internal interface ITallyEvent
{
    long Count { get; }

    void AddTo(Tally tally);
}
