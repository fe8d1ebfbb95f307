namespace VoxPilot.Llm.Engine;

/// <summary>One token of every running answer. Answers with the same adapter run as one decode, with the guests that it needs.</summary>
internal sealed class DecodeStep(
    ILanguageRuntime runtime, SlotTable slots, LanguageBatch batch, TimeProvider time, Action<LanguageRequest> retire, Action<LanguageRequest, Exception> fail)
{
    /// <summary>Runs the step; answers that end are retired and those that fail are failed.</summary>
    public void Run(IEnumerable<GenerationRequest> running)
    {
        foreach (var group in running.GroupBy(r => r.Prefix.Adapter))
        {
            var requests = group.OrderBy(r => r.Slot).ToList();
            if (TryStep(requests) is not { } fault)
            {
                continue;
            }

            // Whose fault was it? Alone, each gives the same bits as in company.
            foreach (var request in requests)
            {
                if ((requests.Count == 1 ? fault : TryStep([request])) is { } own)
                {
                    fail(request, own);
                }
            }
        }
    }

    private Exception? TryStep(List<GenerationRequest> requests)
    {
        var seats = GuestRows.Seat(requests.ConvertAll(r => r.Slot), slots.Count);
        try
        {
            runtime.UseAdapter(requests[0].Prefix.Adapter?.Number, requests[0].Prefix.Adapter?.Scale ?? 0);
            batch.Clear();
            var next = 0;
            foreach (var slot in seats)
            {
                if (next < requests.Count && requests[next].Slot == slot)
                {
                    batch.Add(requests[next].Token, requests[next].Position, slot);
                    next++;
                }
                else
                {
                    batch.Add(0, slots.Length(slot), slot);
                }
            }

            if (runtime.Decode(batch, causal: true) == DecodeStatus.Aborted)
            {
                return null;
            }
        }
        catch (Exception e) when (e is LanguageRuntimeException or InvalidOperationException)
        {
            return e;
        }

        TakeSteps(requests, seats);
        return null;
    }

    private void TakeSteps(List<GenerationRequest> requests, List<int> seats)
    {
        var next = 0;
        for (var row = 0; row < seats.Count; row++)
        {
            var slot = seats[row];
            if (next == requests.Count || requests[next].Slot != slot)
            {
                runtime.Truncate(slot, slots.Length(slot));
                continue;
            }

            var request = requests[next++];
            slots.SetLength(slot, request.Position + 1);
            try
            {
                if (request.OnStep(runtime.Logits(row), time))
                {
                    retire(request);
                }
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                fail(request, e);
            }
        }
    }
}
