namespace Reliability.Storage;

/// <summary>How far a producer came within a service.</summary>
public readonly record struct SeriesProducer
{
    /// <summary>Initializes a new instance of the <see cref="SeriesProducer"/> struct.</summary>
    /// <param name="service">The service.</param>
    /// <param name="producerId">The producer.</param>
    /// <param name="lastSequence">The last sequence that the store added for it.</param>
    public SeriesProducer(string service, string producerId, long lastSequence)
    {
        Service = service;
        ProducerId = producerId;
        LastSequence = lastSequence;
    }

    /// <summary>The service.</summary>
    public string Service { get; init; }

    /// <summary>The producer.</summary>
    public string ProducerId { get; init; }

    /// <summary>The last sequence that the store added for it.</summary>
    public long LastSequence { get; init; }
}
