namespace Reliability.Benchmarks.Storage.Series;

/// <summary>
/// Two things that were measured in turns. What slows the machine down slows both of a pair, so the ratios of pairs vary less than the
/// times.
/// </summary>
internal sealed class Pairs
{
    private readonly List<double> _subjects = [];
    private readonly List<double> _peers = [];
    private readonly List<double> _ratios = [];

    public double Subject => Quantile(_subjects, 0.5);

    public double Peer => Quantile(_peers, 0.5);

    /// <summary>The median of the ratios.</summary>
    public double Ratio => Quantile(_ratios, 0.5);

    /// <summary>The median, and between which values the middle half of the ratios lies.</summary>
    public string Text => Markdown.Text($"{Ratio:0.00} ({Quantile(_ratios, 0.25):0.00} to {Quantile(_ratios, 0.75):0.00})");

    /// <summary>Measures pairs, of which every second begins with the peer. The first ones, which only warm up, do not count.</summary>
    /// <param name="warmUps">The number of pairs that do not count.</param>
    /// <param name="rounds">The number of pairs that count.</param>
    /// <param name="subject">Measures the one.</param>
    /// <param name="peer">Measures the other.</param>
    /// <param name="between">What has to be done between two pairs.</param>
    public static async Task<Pairs> MeasureAsync(
        int warmUps, int rounds, Func<Task<double>> subject, Func<Task<double>> peer, Func<Task>? between = null)
    {
        var pairs = new Pairs();
        for (int round = -warmUps; round < rounds; round++)
        {
            await (between?.Invoke() ?? Task.CompletedTask);
            bool isPeerFirst = round % 2 == 0;
            double before = isPeerFirst ? await peer() : 0;
            double measured = await subject();
            double compared = isPeerFirst ? before : await peer();
            if (round >= 0)
            {
                pairs._subjects.Add(measured);
                pairs._peers.Add(compared);
                pairs._ratios.Add(measured / compared);
            }
        }

        return pairs;
    }

    private static double Quantile(IEnumerable<double> values, double share)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(int)(share * (sorted.Length - 1))];
    }
}
