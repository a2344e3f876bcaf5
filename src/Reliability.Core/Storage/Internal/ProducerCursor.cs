namespace Reliability.Storage.Internal;

/// <summary>The progress of a producer: its last sequence, and its newest bucket if it ever sent one.</summary>
internal readonly record struct ProducerCursor(long Sequence, DateTimeOffset? NewestBucket);
