import"./chunk-VC46IEJQ.js";var e={};export{e as default};
