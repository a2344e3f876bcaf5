namespace Reliability.Experiments;

/// <summary>One of the things that an experiment compares.</summary>
public sealed record ExperimentVariant
{
    /// <summary>Initializes a new instance of the <see cref="ExperimentVariant"/> class.</summary>
    /// <param name="key">Its key, 1 to 200 bytes of UTF-8; it stays as long as the experiment does. Compared ordinally.</param>
    /// <param name="weight">Its share, relative to the other weights; finite, 0 or more. With 0 it takes nobody.</param>
    /// <param name="payload">What the code that shows it needs: valid JSON, or <see langword="null"/>.</param>
    public ExperimentVariant(string key, double weight, string? payload = null)
    {
        Key = key;
        Weight = weight;
        Payload = payload;
    }

    /// <summary>Its key, 1 to 200 bytes of UTF-8; it stays as long as the experiment does. Compared ordinally.</summary>
    public string Key { get; init; }

    /// <summary>Its share, relative to the other weights; finite, 0 or more. With 0 it takes nobody.</summary>
    public double Weight { get; init; }

    /// <summary>What the code that shows it needs: valid JSON, or <see langword="null"/>.</summary>
    public string? Payload { get; init; }

    /// <summary>The name that people read in reports and on pages, such as <c>Green button</c>: at most 200 characters. Default: the key.</summary>
    public string DisplayName { get => field ?? Key; init; }
}
