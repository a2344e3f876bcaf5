namespace ExperimentSample;

/// <summary>
/// Somebody who comes to the shop, and what they will do: a function of the seed and their number alone, whichever variant the draw gives
/// them.
/// </summary>
/// <param name="Id">Their id.</param>
/// <param name="SpentBefore">What they spent in the month before, in euros.</param>
/// <param name="Spends">What they spend in the time of the experiment, save by the button that it is about.</param>
/// <param name="Eagerness">They buy by the button when the rate of their variant is above it, 0 to 1.</param>
/// <param name="SeesError">Whether they see an error, which has nothing to do with the variant.</param>
internal readonly record struct Customer(string Id, double SpentBefore, double Spends, double Eagerness, bool SeesError)
{
    public const double ErrorRate = 0.02;
    public const double Basket = 15;

    public static Customer Create(int seed, int number)
    {
        var draws = new Draws((ulong)seed, (ulong)number);
        double habit = Math.Exp(3 + (0.5 * draws.NextNormal()));
        return new Customer(
            IdOf(number),
            habit * Math.Exp(0.3 * draws.NextNormal()),
            habit * Math.Exp(0.3 * draws.NextNormal()),
            draws.Next(),
            draws.Next() < ErrorRate);
    }

    public static string IdOf(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"customer-{number}");
}
