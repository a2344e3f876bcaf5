namespace AccessLogReport.Maintenance;

/// <summary>When the visitors of the shop come: spreads requests over minutes by the time of day, in order.</summary>
internal sealed class ShopTraffic
{
    private const int MinutesPerDay = 24 * 60;

    /// <summary>How busy the shop is at every full hour, relative to its busiest one.</summary>
    private static readonly double[] s_hours =
    [
        0.16, 0.10, 0.07, 0.06, 0.06, 0.09, 0.18, 0.32, 0.48, 0.60, 0.68, 0.72,
        0.78, 0.74, 0.70, 0.70, 0.74, 0.82, 0.92, 1.00, 0.98, 0.82, 0.54, 0.30,
    ];

    private readonly double[] _busyUntil;

    public ShopTraffic(int days, Random random)
    {
        _busyUntil = new double[(days * MinutesPerDay) + 1];
        for (int minute = 0; minute < _busyUntil.Length - 1; minute++)
        {
            double noise = 0.7 + (0.6 * random.NextDouble());
            _busyUntil[minute + 1] = _busyUntil[minute] + (Busy(minute) * noise);
        }
    }

    /// <summary>The seconds after the start at which the requests come, never going back.</summary>
    public IEnumerable<double> Arrivals(int requests, Random random)
    {
        int minute = 0;
        for (int i = 0; i < requests; i++)
        {
            double target = (i + random.NextDouble()) / requests * _busyUntil[^1];
            while (_busyUntil[minute + 1] < target)
            {
                minute++;
            }

            double part = (target - _busyUntil[minute]) / (_busyUntil[minute + 1] - _busyUntil[minute]);
            yield return (minute + part) * 60;
        }
    }

    private static double Busy(int minute)
    {
        int hour = minute / 60 % 24;
        double part = minute % 60 / 60.0;
        return (s_hours[hour] * (1 - part)) + (s_hours[(hour + 1) % 24] * part);
    }
}
