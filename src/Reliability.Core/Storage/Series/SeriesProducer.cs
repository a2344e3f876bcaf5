namespace Reliability.Storage;

/// <summary>The last sequence of a producer within a service.</summary>
public readonly record struct SeriesProducer
{
    /// <summary>Initializes a new instance of the <see cref="SeriesProducer"/> struct.</summary>
    /// <param name="service">The service.</param>
    /// <param name="producerId">The id of the producer.</param>
    /// <param name="lastSequence">The last sequence that the store added for the producer.</param>
    public SeriesProducer(string service, string producerId, long lastSequence)
    {
        Service = service;
        ProducerId = producerId;
        LastSequence = lastSequence;
    }

    /// <summary>Gets the service.</summary>
    public string Service { get; init; }

    /// <summary>Gets the id of the producer.</summary>
    public string ProducerId { get; init; }

    /// <summary>Gets the last sequence that the store added for the producer.</summary>
    public long LastSequence { get; init; }
}
