using System.Diagnostics;
using System.Globalization;
using Reliability.Storage;

namespace Reliability.Benchmarks.Storage.Series;

/// <summary>The processor time, of this process and of the server, for folding a minute of one producer.</summary>
internal static class FoldCost
{
    private const int Minutes = 5;
    private const string Service = "folded";

    /// <summary>Clock ticks in a second, in which Linux counts for programs on every machine.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Returns the median of some minutes in milliseconds; the first minute only warms up.</summary>
    public static async Task<(double Client, double Server)> MeasureAsync(StoreHost host, LatencyWorkload workload)
    {
        await using IReliabilityStore store = host.Open();
        int? server = host.ProcessIdAsync is { } processId ? await processId() : null;
        List<(double Client, double Server)> costs = [];
        long sequence = 0;
        for (int minute = 0; minute <= Minutes; minute++)
        {
            for (int i = 0; i < LatencyWorkload.FlushesPerMinute; i++)
            {
                SeriesBatch batch = workload.Batch(Service, "producer", ++sequence, withSketches: true);
                await store.Series.AppendAsync(batch, CancellationToken.None);
            }

            (double client, double servers) = (Client(), Server(server));
            await store.Series.FoldAsync(Service, CancellationToken.None);
            if (minute > 0)
            {
                costs.Add((Client() - client, Server(server) - servers));
            }
        }

        await workload.RequireAsync(store.Series, Service, sequence);
        return costs.OrderBy(cost => cost.Client + cost.Server).ElementAt(Minutes / 2);
    }

    private static double Client()
    {
        using Process self = Process.GetCurrentProcess();
        return self.TotalProcessorTime.TotalMilliseconds;
    }

    /// <summary>The processor time of a server and of its children, including those that have ended.</summary>
    private static double Server(int? server)
    {
        if (server is not { } id)
        {
            return 0;
        }

        long ticks = 0;
        foreach (string folder in Directory.EnumerateDirectories("/proc").Where(path => char.IsAsciiDigit(Path.GetFileName(path)[0])))
        {
            if (Stat(folder) is { } stat)
            {
                bool isServer = Path.GetFileName(folder) == id.ToString(CultureInfo.InvariantCulture);
                ticks += isServer ? stat[11..15].Sum() : stat[1] == id ? stat[11] + stat[12] : 0;
            }
        }

        return ticks / TicksPerSecond * 1000;
    }

    /// <summary>
    /// Returns the numbers behind the name of a process: state (as 0), parent, and at 11 to 14 its ticks in user and kernel mode and those
    /// of its ended children; null for a process that has ended.
    /// </summary>
    private static long[]? Stat(string folder)
    {
        try
        {
            string text = File.ReadAllText(Path.Combine(folder, "stat"));
            return
            [
                .. text[(text.LastIndexOf(')') + 2)..].Split(' ').Take(15)
                    .Select(field => long.TryParse(field, CultureInfo.InvariantCulture, out long number) ? number : 0),
            ];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
