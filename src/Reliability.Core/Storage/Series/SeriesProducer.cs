namespace Reliability.Storage;

/// <summary>How far a producer came within a service.</summary>
/// <param name="Service">The service.</param>
/// <param name="ProducerId">The producer.</param>
/// <param name="LastSequence">The last sequence that the store added for it.</param>
public readonly record struct SeriesProducer(string Service, string ProducerId, long LastSequence);
