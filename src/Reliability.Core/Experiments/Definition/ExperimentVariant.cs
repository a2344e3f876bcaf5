namespace Reliability.Experiments;

/// <summary>A variant of an experiment.</summary>
public sealed record ExperimentVariant
{
    /// <summary>Initializes a new instance of the <see cref="ExperimentVariant"/> class.</summary>
    /// <param name="key">The key, 1 to 200 bytes of UTF-8, which must not change during the experiment. It is compared ordinally.</param>
    /// <param name="weight">The weight relative to the other weights, finite and 0 or more. With 0, the variant receives no units.</param>
    /// <param name="payload">The data that the code for the variant needs: valid JSON, or <see langword="null"/>.</param>
    public ExperimentVariant(string key, double weight, string? payload = null)
    {
        Key = key;
        Weight = weight;
        Payload = payload;
    }

    /// <summary>Gets the key, 1 to 200 bytes of UTF-8, which must not change during the experiment. It is compared ordinally.</summary>
    public string Key { get; init; }

    /// <summary>Gets the weight relative to the other weights, finite and 0 or more. With 0, the variant receives no units.</summary>
    public double Weight { get; init; }

    /// <summary>Gets the data that the code for the variant needs: valid JSON, or <see langword="null"/>.</summary>
    public string? Payload { get; init; }

    /// <summary>Gets the name for reports and pages, such as <c>Green button</c>, at most 200 characters. The default is the key.</summary>
    public string DisplayName { get => field ?? Key; init; }
}
