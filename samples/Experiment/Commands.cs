using Reliability.Common;
using Spectre.Console;

namespace ExperimentSample;

/// <summary>Finds the command that is meant, and turns what goes wrong into a message and an exit code.</summary>
internal static class Commands
{
    public const int BadInput = 2;
    public const int Stopped = 130;

    private const string Usage = """
        Usage: Experiment [simulate] [--users N] [--rate R] [--lift L]
                          [--minimum-effect E] [--looks N] [--seed N] [--store FILE]
               Experiment csv FILE [--control KEY] [--minimum-effect E]
                          [--weight KEY=NUMBER]... [--fixed] [--skip-bad]
               Experiment aa [--users N] [--replays N] [--scheme NAME]
               Experiment --help

        simulate             A shop with a true effect, from assignment to conclusion.
          --users N            How many customers come in 14 days, 1000 to 1000000.
                               Default: 60000
          --rate R             The share of them that buys, 0.001 to 0.999.
                               Default: 0.10
          --lift L             The true effect as a share of the rate: 0.10 is 10 %
                               more, 0 is none. -0.9 to 10, and rate and lift together
                               make less than 1. Default: 0.10
          --minimum-effect E   The smallest effect that matters, above 0 and at most
                               10, and likewise. Default: 0.10
          --looks N            How often somebody looks, 1 to 100. Default: 20
          --seed N             Another seed is another shop, 0 to 2147483647.
                               Default: 7
          --store FILE         Keeps the experiment in a SQLite file.
                               Default: in memory

        csv FILE             The results of a test of your own: the columns unit,
                             variant and converted (0, 1, true or false); a header may
                             name them in any order, among others.
          --control KEY        The variant to compare with.
                               Default: 'control' if there is one, else the first
          --minimum-effect E   The smallest effect that matters, as a share of the
                               control's rate, above 0 and at most 10. Default: 0.05
          --weight KEY=NUMBER  The planned share of a variant, relative to the others,
                               0.000001 to 1000000. Default: 1
          --fixed              You looked once, at a size that was fixed before.
                               Default: you may have looked at any time, and intervals
                               are wider for it
          --skip-bad           Counts lines that are not valid and continues.
                               Default: the first one ends it

        aa                   Tests the test: how often arms that do not differ look
                             different, for a scheme of assignment beside GrowthBook's
                             first one, which is known to fail.
          --users N            How many units, 100 to 1000000. Default: 10000
          --replays N          How often they are assigned again, 20 to 100000.
                               Default: 1000
          --scheme NAME        Default: rendezvous-1

        Exit codes: 0 done, 1 the scheme of aa is not sound, 2 bad input, 130 stopped.
        """;

    public static async Task<int> RunAsync(string[] args, IAnsiConsole console, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            if (args.Any(arg => arg is "--help" or "-h"))
            {
                console.Profile.Out.Writer.WriteLine(Usage);
                return 0;
            }

            return args switch
            {
                ["csv", .. var rest] => CsvCommand.Run(CsvOptions.Parse(rest), console, cancellationToken),
                ["aa", .. var rest] => AaCommand.Run(AaOptions.Parse(rest), console, cancellationToken),
                ["simulate", .. var rest] => await SimulateCommand.RunAsync(SimulateOptions.Parse(rest), console, cancellationToken),
                [] or [['-', ..], ..] => await SimulateCommand.RunAsync(SimulateOptions.Parse(args), console, cancellationToken),
                _ => throw new UsageException(
                    $"There is no command '{Shown.Text(args[0])}'; the commands are simulate, csv and aa. See --help."),
            };
        }
        catch (Exception e) when (e is UsageException or ReliabilityException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(e.Message);
            return BadInput;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("Stopped.");
            return Stopped;
        }
    }
}
