namespace VoxPilot.Llm.Engine;

/// <summary>
/// Which sequences take part in a decode step beside the running ones. llama.cpp runs neighbouring sequences as one matrix and splits
/// where a number is missing; a matrix of one row takes other kernels, with other bits, than one of two or more. So a lone sequence gets
/// a neighbour as a guest, whose row is taken out again afterwards, and small gaps are closed, which is cheaper than a second pass over the weights.
/// </summary>
internal static class GuestRows
{
    private const int LargestGap = 2;

    /// <summary>The sequences to run, ascending, of <paramref name="slots"/> in all; <paramref name="running"/> ascends and is not empty.</summary>
    public static List<int> Seat(IReadOnlyList<int> running, int slots)
    {
        var seats = new List<int> { running[0] };
        var begin = 0; // of the present run, in seats
        for (var i = 1; i <= running.Count; i++)
        {
            if (i < running.Count && running[i] - running[i - 1] - 1 <= LargestGap)
            {
                for (var slot = running[i - 1] + 1; slot <= running[i]; slot++)
                {
                    seats.Add(slot);
                }

                continue;
            }

            if (seats.Count - begin == 1)
            {
                AddNeighbour(seats, slots);
            }

            begin = seats.Count;
            if (i < running.Count)
            {
                seats.Add(running[i]);
            }
        }

        return seats;
    }

    private static void AddNeighbour(List<int> seats, int slots)
    {
        var alone = seats[^1];
        if (alone + 1 < slots)
        {
            seats.Add(alone + 1);
        }
        else
        {
            seats.Insert(seats.Count - 1, alone - 1);
        }
    }
}
