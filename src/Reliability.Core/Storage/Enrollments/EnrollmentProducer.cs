namespace Reliability.Storage;

/// <summary>How far a producer of an experiment came: the last batch that a store applied for it.</summary>
public sealed record EnrollmentProducer
{
    /// <summary>Gets the id of the producer.</summary>
    public required string ProducerId { get; init; }

    /// <summary>Gets the sequence of its last batch, 1 or more.</summary>
    public required long Sequence { get; init; }

    /// <summary>Gets the result of that batch, which a repetition of the batch gets again.</summary>
    public required EnrollmentResult Result { get; init; }
}
