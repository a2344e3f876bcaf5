namespace Reliability.Experiments;

/// <summary>One of the things that an experiment compares.</summary>
/// <param name="Key">Its key, 1 to 200 bytes of UTF-8; it stays as long as the experiment does. Compared ordinally.</param>
/// <param name="Weight">Its share, relative to the other weights; finite, 0 or more. With 0 it takes nobody.</param>
/// <param name="Payload">What the code that shows it needs: valid JSON, or <see langword="null"/>.</param>
public sealed record ExperimentVariant(string Key, double Weight, string? Payload = null);
